// The answers in words: the headline of a report and the sentence of one anomaly.
import type { Anomaly, Inspection, Report } from '../../../wasm/expense_core';
import { dayOfIso, formatDayRange, spokenDayRange } from './dates';
import { formatMoneySize } from './money';
import {
  counted,
  directionOf,
  exactPercent,
  groupedCount,
  kindName,
  percentSize,
  sliceName,
} from './words';

/** "3 anomalies in 2 of 21 series" or the calm version. */
export function headline(report: Report): string {
  const { anomalies, series } = report;
  if (anomalies.length === 0) {
    const judged = series.filter((one) => one.fitted).length;
    if (judged === 0) return 'Nothing could be judged';
    return `No anomalies in ${counted(judged, 'series', 'series')}`;
  }
  const touched = new Set(anomalies.map((anomaly) => anomaly.series)).size;
  return `${counted(anomalies.length, 'anomaly', 'anomalies')} in ${touched} of ${counted(series.length, 'series', 'series')}`;
}

/** The line below the headline: the largest anomaly, or why there is none. */
export function headlineDetail(report: Report): string {
  const largest = report.anomalies[0];
  if (largest !== undefined) {
    return `The largest: ${anomalySentence(largest, report.input.currency)}`;
  }
  if (!report.series.some((one) => one.fitted)) {
    return report.series[0]?.note || 'The costs are shown without an expected band.';
  }
  const { min_impact: money, min_percent: percent } = report.options;
  const least = `${formatMoneySize(String(money), report.input.currency)} and ${exactPercent(percent)}`;
  return `In ${counted(report.input.days, 'day')} no unusual difference reached ${least}.`;
}

/** "3 of 21 series could not be judged"; "" when all were, or none: then the headline says so. */
export function unjudgedSeries({ series }: Report): string {
  const unjudged = series.filter((one) => !one.fitted).length;
  if (unjudged === 0 || unjudged === series.length) return '';
  return `${groupedCount(unjudged)} of ${counted(series.length, 'series', 'series')} could not be judged`;
}

/** What to know before trusting the figures: rows left out and the first warning; [] when all is well. */
export function billNotices({ rows, rejected, warnings, quality }: Inspection): string[] {
  const arriving = quality.findings.find(({ issue }) => issue === 'arriving');
  const notices = arriving === undefined ? [] : [`${arriving.text}.`];
  if (rejected > 0) {
    const share = `${groupedCount(rejected)} of ${counted(rows + rejected, 'row')}`;
    notices.push(
      rejected === 1
        ? `${share} was left out: its day may look too low.`
        : `${share} were left out: their days may look too low.`,
    );
  }
  const [first, ...others] = warnings.filter((warning) => warning !== arriving?.text);
  if (first !== undefined) {
    const more = others.length === 0 ? '' : `; and ${counted(others.length, 'more warning')}`;
    notices.push(`Warning: ${first}${more}`.replace(/([^.])$/, '$1.'));
  }
  return notices;
}

/** "Amazon EC2, $4,310.00 above expected (62 %) from 3 Mar 2026 to 9 Mar 2026." */
export function anomalySentence(anomaly: Anomaly, currency: string): string {
  const { total, percent } = anomaly.impact;
  const share = percent === null ? 'nothing was expected' : percentSize(percent);
  return (
    `${sliceName(anomaly.slice)}, ${formatMoneySize(total, currency)} ` +
    `${directionOf(anomaly)} expected (${share}) ${anomalyDays(anomaly, spokenDayRange)}.`
  );
}

/** "Spike, 3 to 9 Mar 2026, +$4,310" for a tooltip: kind and days only. */
export function anomalyLabel(anomaly: Anomaly): string {
  return `${kindName(anomaly.kind)}, ${anomalyDays(anomaly, formatDayRange)}`;
}

function anomalyDays(anomaly: Anomaly, say: (first: number, last: number) => string): string {
  return say(dayOfIso(anomaly.start), dayOfIso(anomaly.end));
}
