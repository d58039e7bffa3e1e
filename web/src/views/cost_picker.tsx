// Which costs are judged: measure, kinds of charges and dimension, each with the reason for what was chosen.
import type { CostChoice, Inspection, Report } from '../../../wasm/expense_core';
import { formatMoney } from '../format/money';
import { chargeTypeName, dimensionName, measureName } from '../format/words';
import { anotherBillRuns, result } from '../state/app_state';
import { costs } from '../state/asked';
import { analyst } from '../state/page_analyst';

/** What `charge_types` says for all of them. */
const ALL = 'all';

export function CostPicker() {
  const report = result.value?.report;
  if (report === undefined) return null;
  const { input } = report;
  return (
    <details class="cost-picker" hidden={anotherBillRuns.value}>
      <summary>{summaryText(input.costs)}</summary>
      <div class="cost-choices">
        <div class="cost-choice">
          <MeasurePicker report={report} />
          <SplitPicker input={input} />
        </div>
        <ChargeTypes choice={input.costs} currency={input.currency} />
      </div>
    </details>
  );
}

function summaryText({ measure, charge_types: types }: CostChoice): string {
  const left = types.filter(({ counts }) => !counts).map(({ name }) => chargeTypeName(name));
  const without = left.length > 2 ? `${left.length} kinds of charges` : left.join(' and ');
  return `Costs: ${measureName(measure)}${without === '' ? '' : `, without ${without}`}`;
}

function MeasurePicker({ report: { input, options } }: { report: Report }) {
  const { measure, measure_reason: reason } = input.costs;
  const lacking = input.missing_measures;
  // A measure that was asked for does not tell which one suits the bill.
  const suiting = options.measure === '' ? ` (${measureName(measure)})` : '';
  return (
    <>
      <label>
        Measure{' '}
        <select
          value={costs.value.measure}
          onChange={({ currentTarget }) => void analyst.useCosts({ measure: currentTarget.value })}
        >
          <option value="">{`What suits the bill${suiting}`}</option>
          {Object.entries(input.totals).map(([name, total]) => (
            <option key={name} value={name}>
              {`${measureName(name)}: ${formatMoney(total, input.currency)}`}
            </option>
          ))}
        </select>
      </label>
      <p class="cost-reason">
        {measureName(measure)}: {reason}.
      </p>
      {lacking.length > 0 && (
        <ul class="cost-reason" aria-label="Measures that the bill lacks">
          {lacking.map((one) => (
            <li key={one.measure}>
              No {measureName(one.measure)}: {one.reason}.
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function SplitPicker({ input }: { input: Inspection }) {
  const named = input.dimensions.map(({ name }) => name);
  const offered = input.offered_dimensions.filter((name) => !named.includes(name));
  return (
    <p>
      <label>
        Split by{' '}
        <select
          value={costs.value.split_by || input.costs.split_by}
          onChange={({ currentTarget }) => void analyst.useCosts({ split_by: currentTarget.value })}
        >
          {!named.includes(input.costs.split_by) && (
            <option value={input.costs.split_by}>{dimensionName(input.costs.split_by)}</option>
          )}
          {input.dimensions.map(({ name, values }) => (
            <option key={name} value={name}>{`${dimensionName(name)} (${values})`}</option>
          ))}
          {offered.length > 0 && (
            <optgroup label="Reads the files again">
              {offered.map((name) => (
                <option key={name} value={name}>
                  {dimensionName(name)}
                </option>
              ))}
            </optgroup>
          )}
        </select>
      </label>
    </p>
  );
}

function ChargeTypes({ choice, currency }: { choice: CostChoice; currency: string }) {
  const types = choice.charge_types;
  if (types.length < 2) return null;
  const asked = costs.value.charge_types;
  const counts = (name: string): boolean => {
    if (asked.length === 0) return types.some((one) => one.name === name && one.counts);
    return asked.includes(name) || asked.includes(ALL);
  };
  const turn = (name: string, box: HTMLInputElement): void => {
    const isWanted = (one: string): boolean => (one === name ? box.checked : counts(one));
    const wanted = types.map((one) => one.name).filter(isWanted);
    // Nothing at all cannot be judged: the last one stays.
    if (wanted.length === 0) box.checked = true;
    else void analyst.useCosts({ charge_types: wanted });
  };
  const countWhatSuits = (button: HTMLButtonElement): void => {
    // The button goes, and must not take the focus with it.
    button.closest('fieldset')?.querySelector('input')?.focus();
    void analyst.useCosts({ charge_types: [] });
  };
  return (
    <fieldset class="cost-choice">
      <legend>Kinds of charges that count</legend>
      <div class="charge-types">
        {types.map(({ name, total, reason }) => (
          <label key={name} class="charge-type">
            <input
              type="checkbox"
              checked={counts(name)}
              onChange={({ currentTarget }) => turn(name, currentTarget)}
            />
            <span>{chargeTypeName(name)}</span>
            <span class="number">{formatMoney(total, currency)}</span>
            {reason !== '' && <span class="cost-reason">{reason}</span>}
          </label>
        ))}
      </div>
      {asked.length > 0 && (
        <button
          type="button"
          class="button small"
          onClick={({ currentTarget }) => countWhatSuits(currentTarget)}
        >
          Count what suits the bill
        </button>
      )}
    </fieldset>
  );
}
