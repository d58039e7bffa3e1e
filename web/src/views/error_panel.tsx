// A failure in the place of the result: what happened, where, and what to do next.
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { CoreError } from '../../../wasm/expense_core';
import { errorDetails, errorPlace, errorTitle } from '../format/error_text';
import { coreVersion, failure, result, unread } from '../state/app_state';
import { analyst } from '../state/page_analyst';
import { ColumnMapping } from './column_mapping';
import { chooseFiles } from './first_screen';

export function ErrorPanel({ error }: { error: CoreError }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [error]);
  const place = errorPlace(error);
  return (
    <section class="error" role="alert">
      <h1 ref={heading} tabIndex={-1}>
        {errorTitle(error)}
      </h1>
      <dl class="error-parts">
        <dt>What happened</dt>
        <dd>{error.message}</dd>
        {place !== '' && (
          <>
            <dt>Where</dt>
            <dd>{place}</dd>
          </>
        )}
        {error.advice !== '' && (
          <>
            <dt>What to do</dt>
            <dd>{error.advice}</dd>
          </>
        )}
      </dl>
      <div class="error-actions">
        <button type="button" class="button primary" onClick={chooseFiles}>
          Choose another file
        </button>
        <button type="button" class="button" onClick={() => void analyst.analyzeSample()}>
          Try a sample bill
        </button>
        <button
          type="button"
          class="button"
          onClick={() => {
            failure.value = null;
          }}
        >
          {result.value === null ? 'Back to the start' : 'Back to the previous result'}
        </button>
      </div>
      {unread.value !== null && (
        <ColumnMapping preview={unread.value.preview} told={unread.value.columns} />
      )}
      <ErrorDetails error={error} />
    </section>
  );
}

function ErrorDetails({ error }: { error: CoreError }) {
  const text = errorDetails(error, coreVersion.value);
  const copied = useSignal('');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      copied.value = 'Copied';
    } catch {
      copied.value = 'The browser refused; select the text instead';
    }
  };
  return (
    <details class="error-details">
      <summary>Details to copy</summary>
      <pre>{text}</pre>
      <button type="button" class="button" onClick={() => void copy()}>
        Copy
      </button>{' '}
      <span role="status">{copied.value}</span>
    </details>
  );
}
