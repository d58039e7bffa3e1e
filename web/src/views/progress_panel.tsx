// What is being done and how far it is, with a way to stop it.

import { formatBytes } from '../format/words';
import { type Progress, run } from '../state/app_state';
import { analyst } from '../state/page_analyst';

export function ProgressPanel() {
  if (run.value === null) return null;
  const { progress, bill, cancelling } = run.value;
  const share = progress === null ? 0 : shareOf(progress);
  return (
    <section class="progress" aria-labelledby="progress-title">
      <div class="progress-text">
        <h1 id="progress-title">{cancelling ? 'Cancelling' : `Analyzing ${bill.label}`}</h1>
        <p class="progress-line">
          <span role="status">{stageName(progress)}</span> <span>{stageDetail(progress)}</span>
        </p>
      </div>
      <button
        type="button"
        class="button"
        disabled={cancelling}
        onClick={() => void analyst.cancel()}
      >
        Cancel
      </button>
      <progress aria-label="Progress of this stage" max={1} value={share} />
    </section>
  );
}

/** Only this is announced: the figures beside it change too often to be read out. */
function stageName(progress: Progress | null): string {
  switch (progress?.stage) {
    case undefined:
      return 'Starting';
    case 'reading':
      return 'Reading';
    case 'writing_sample':
      return 'Making the sample bill';
    case 'modeling':
      return 'Modeling';
  }
}

function stageDetail(progress: Progress | null): string {
  switch (progress?.stage) {
    case undefined:
      return '';
    case 'reading':
      return `${formatBytes(progress.done)} of ${formatBytes(progress.total)}, ${progress.file}`;
    case 'writing_sample':
      return `${Math.round(progress.done * 100)}\u00a0%`;
    case 'modeling':
      return `series ${progress.done + 1} of ${progress.total}, ${progress.series}`;
  }
}

function shareOf(progress: Progress): number {
  if (progress.stage === 'writing_sample') return progress.done;
  return progress.total === 0 ? 1 : progress.done / progress.total;
}
