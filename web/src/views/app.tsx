// Decides what stands below the first screen: progress, an error, or the result.
import { announcement, failure, result, screen, shown } from '../state/app_state';
import { AnomalyList } from './anomaly_list';
import { BillFacts } from './bill_facts';
import { BillNotice } from './bill_notice';
import { ChartPanel } from './chart_panel';
import { CostPicker } from './cost_picker';
import { ErrorPanel } from './error_panel';
import { Headline } from './headline';
import { HolidayPicker } from './holiday_picker';
import { ProgressPanel } from './progress_panel';

export function App() {
  return (
    <>
      {/* Always there: only a change inside a live region is read out. */}
      <p class="unseen" role="status">
        {announcement.value}
      </p>
      <Screen />
    </>
  );
}

function Screen() {
  switch (screen.value) {
    case 'first':
      return null;
    case 'failed':
      return failure.value && <ErrorPanel error={failure.value} />;
    default:
      return <ResultScreen />;
  }
}

/** One tree for progress and answer, so that the chart of the total stays when the rest arrives. */
function ResultScreen() {
  const done = screen.value === 'result' ? result.value : null;
  return (
    <div class="result">
      <div class="answer">
        {done === null ? <ProgressPanel /> : <Headline result={done} />}
        {/* Stays while the bill is judged anew: the keyboard goes on choosing. */}
        {result.value !== null && (
          <div class="choices" key="choices">
            <CostPicker />
            <HolidayPicker />
          </div>
        )}
      </div>
      {done !== null && <BillNotice input={done.report.input} />}
      <div class="result-columns" key="columns">
        {shown.value !== null && <ChartPanel />}
        {done !== null && <AnomalyList />}
      </div>
      {done !== null && <BillFacts result={done} />}
    </div>
  );
}
