// Zooming and moving without a drag: presets, closer, wider, earlier, later.
import { type DayRange, lengthOf, moved, PRESETS, presetRange, zoomed } from '../charts/day_range';
import { formatDayRange } from '../format/dates';
import { currentRange, showRange, wholeRange } from '../state/selection';

const ZOOM_STEP = 2;

export function RangeButtons() {
  const whole = wholeRange.value;
  const range = currentRange.value;
  if (whole === null || range === null) return null;
  const isWhole = lengthOf(range) >= lengthOf(whole);
  const isTooLong = (days: number | null): boolean => days !== null && days >= lengthOf(whole);
  const middle = (range.first + range.last) / 2;
  return (
    <fieldset class="range-buttons">
      <legend class="unseen">Days shown</legend>
      {PRESETS.map(({ label, name, days }) => (
        <button
          key={label}
          type="button"
          class="button small"
          aria-label={name}
          aria-pressed={!isTooLong(days) && same(range, presetRange(days, whole))}
          disabled={isTooLong(days)}
          onClick={() => showRange(presetRange(days, whole))}
        >
          {label}
        </button>
      ))}
      <RangeButton
        name="Earlier"
        sign="‹"
        disabled={range.first <= whole.first}
        to={moved(range, -1, whole)}
      />
      <RangeButton
        name="Later"
        sign="›"
        disabled={range.last >= whole.last}
        to={moved(range, 1, whole)}
      />
      <RangeButton name="Zoom in" sign="+" to={zoomed(range, ZOOM_STEP, middle, whole)} />
      <RangeButton
        name="Zoom out"
        sign="−"
        disabled={isWhole}
        to={zoomed(range, 1 / ZOOM_STEP, middle, whole)}
      />
      <span class="range-words" role="status">
        {formatDayRange(range.first, range.last)}
      </span>
    </fieldset>
  );
}

interface RangeButtonProps {
  readonly name: string;
  readonly sign: string;
  readonly disabled?: boolean;
  readonly to: DayRange;
}

function RangeButton({ name, sign, disabled = false, to }: RangeButtonProps) {
  return (
    <button
      type="button"
      class="button small sign"
      aria-label={name}
      title={name}
      disabled={disabled}
      onClick={() => showRange(to)}
    >
      {sign}
    </button>
  );
}

function same(a: DayRange, b: DayRange): boolean {
  return a.first === b.first && a.last === b.last;
}
