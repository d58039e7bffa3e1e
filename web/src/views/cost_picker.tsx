// Which costs are judged: measure, kinds of charges and dimension, each with the reason for what was chosen.
import type { CostChoice, Inspection } from '../../../wasm/expense_core';
import { formatMoney } from '../format/money';
import { chargeTypeName, dimensionName, measureName } from '../format/words';
import { result } from '../state/app_state';
import { costs } from '../state/asked';
import { analyst } from '../state/page_analyst';

/** What `charge_types` says for all of them. */
const ALL = 'all';

export function CostPicker() {
  const input = result.value?.report.input;
  if (input === undefined) return null;
  return (
    <details class="cost-picker">
      <summary>{summaryText(input.costs)}</summary>
      <div class="cost-choices">
        <div class="cost-choice">
          <MeasurePicker input={input} />
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

function MeasurePicker({ input }: { input: Inspection }) {
  const { measure, measure_reason: reason } = input.costs;
  const lacking = input.missing_measures;
  return (
    <>
      <label>
        Measure{' '}
        <select
          value={costs.value.measure}
          onChange={({ currentTarget }) => void analyst.useCosts({ measure: currentTarget.value })}
        >
          <option value="">{`What suits the bill (${measureName(measure)})`}</option>
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
          value={input.costs.split_by}
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
  const turn = (name: string, on: boolean): void => {
    const wanted = types.map((one) => one.name).filter((one) => (one === name ? on : counts(one)));
    // Nothing at all cannot be judged: then what suits the bill counts again.
    void analyst.useCosts({ charge_types: wanted });
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
              onChange={({ currentTarget }) => turn(name, currentTarget.checked)}
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
          onClick={() => void analyst.useCosts({ charge_types: [] })}
        >
          Count what suits the bill
        </button>
      )}
    </fieldset>
  );
}
