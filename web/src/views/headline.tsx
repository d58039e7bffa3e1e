// The answer first: how many anomalies, which is the largest, and of which bill.
import { useEffect, useRef } from 'preact/hooks';
import { dayOfIso, formatDayRange } from '../format/dates';
import { formatMoney } from '../format/money';
import { headline, headlineDetail, unjudgedSeries } from '../format/sentences';
import { counted } from '../format/words';
import type { BillResult } from '../state/app_state';
import { FactsLink } from './facts_link';

export function Headline({ result }: { result: BillResult }) {
  const heading = useRef<HTMLHeadingElement>(null);
  // A new answer is read out, and the keyboard goes on from it; but whoever chooses goes on choosing.
  useEffect(() => {
    if (document.activeElement?.closest('.choices') != null) return;
    heading.current?.focus({ preventScroll: true });
  }, [result]);
  const { report, bill } = result;
  const { input } = report;
  const unjudged = unjudgedSeries(report);
  return (
    <section class="headline" aria-labelledby="headline">
      <p class="headline-bill">
        <span class="headline-file" title={bill.label}>
          {bill.label}
        </span>
        <span>{formatDayRange(dayOfIso(input.first_date), dayOfIso(input.last_date))}</span>
        <span title={input.total}>
          {formatMoney(input.total, input.currency)} in {counted(input.days, 'day')}
        </span>
        {bill.synthetic && <strong class="tag">Synthetic data</strong>}
      </p>
      <h1 id="headline" ref={heading} tabIndex={-1}>
        {headline(report)}
      </h1>
      <p class="headline-detail">
        {headlineDetail(report)}
        {unjudged !== '' && (
          <>
            {' '}
            <FactsLink to="series-notes">{unjudged}</FactsLink>.
          </>
        )}
      </p>
    </section>
  );
}
