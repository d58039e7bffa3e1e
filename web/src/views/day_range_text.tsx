// A range of days as <time> elements around the words.
import { dayOfIso, formatDayRange } from '../format/dates';

/** @param first,last - ISO dates, both included. */
export function DayRangeText({ first, last }: { first: string; last: string }) {
  const words = formatDayRange(dayOfIso(first), dayOfIso(last));
  const [from = '', to] = words.split(/(?<=\S)\s?\u2013\s?/);
  if (to === undefined) return <time dateTime={first}>{from}</time>;
  return (
    <>
      <time dateTime={first}>{from}</time>
      {words.includes(' \u2013 ') ? ' \u2013 ' : '\u2013'}
      <time dateTime={last}>{to}</time>
    </>
  );
}
