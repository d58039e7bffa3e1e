// Counts, percentages and the names of things, in the words that the whole page uses.
import type { Anomaly, AnomalyKind } from '../../../wasm/expense_core';
import { MINUS } from './money';

const KIND_NAMES: Readonly<Record<AnomalyKind, string>> = {
  spike: 'Spike',
  burst: 'Burst',
  level_shift: 'Level shift',
  drift: 'Drift',
  drop: 'Drop',
  new_spend: 'New spend',
  broken_pattern: 'Broken pattern',
};

export function kindName(kind: AnomalyKind): string {
  return KIND_NAMES[kind];
}

const FORMAT_NAMES: Readonly<Record<string, string>> = {
  'aws-cost-explorer-csv': 'AWS Cost Explorer CSV',
  'aws-ce-json': 'AWS Cost Explorer JSON',
  'aws-cur-legacy': 'AWS Cost and Usage Report',
  'aws-cur-2': 'AWS Cost and Usage Report 2.0',
  'aws-dbr': 'AWS detailed billing report',
  'aws-cost-allocation': 'AWS cost allocation report',
  focus: 'FOCUS',
  'azure-cost': 'Azure cost details',
  'azure-cost-analysis': 'Azure cost analysis',
  'gcp-billing-export': 'Google Cloud billing export',
  'gcp-cost-table': 'Google Cloud cost table',
  'gcp-file-export': 'Google Cloud file export',
  'oci-cost': 'Oracle Cloud cost report',
  'alibaba-bill': 'Alibaba Cloud bill',
  reduced: 'Bill added up by day in SQL',
  generic: 'plain table',
};

/** The format of a bill in words; an id that is new to the page is shown as it is. */
export function formatName(id: string): string {
  return FORMAT_NAMES[id] ?? id;
}

export type Direction = 'above' | 'below';

/** Whether more or less was spent than expected. */
export function directionOf(anomaly: Anomaly): Direction {
  return anomaly.impact.total.startsWith('-') ? 'below' : 'above';
}

/** "1,204 rows", "1 row": the count with its noun. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${groupedCount(count)} ${count === 1 ? one : many}`;
}

export function groupedCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** "+62 %", "−4.5 %"; "new" when nothing was expected. */
export function formatPercentChange(percent: number | null): string {
  if (percent === null || !Number.isFinite(percent)) return 'new';
  if (percent === 0) return '0\u00a0%';
  const sign = percent < 0 ? MINUS : '+';
  return `${sign}${percentSize(percent)}`;
}

/** "62 %" without sign: for sentences that say "above" or "below". */
export function percentSize(percent: number): string {
  const size = Math.abs(percent);
  const digits = size < 10 ? 1 : 0;
  return `${groupedCount(Number(size.toFixed(digits)))}\u00a0%`;
}

/** "99.95 %": a setting, with every digit it has. */
export function exactPercent(percent: number): string {
  return `${Number(percent.toFixed(4))}\u00a0%`;
}

/** The slice in words: "Total", "Amazon EC2", "Amazon EC2 in account 123 in eu-west-1". */
export function sliceName(slice: Anomaly['slice']): string {
  const parts = Object.entries(slice).map(([dimension, value]) => {
    if (value === '') return `no ${dimensionName(dimension).toLowerCase()}`;
    const speaksForItself = ['service', 'region', 'usage_type', 'operation'].includes(dimension);
    return speaksForItself ? value : `${dimensionName(dimension).toLowerCase()} ${value}`;
  });
  return parts.length === 0 ? 'Total' : parts.join(', ');
}

/** "Usage type", "Tag team", "Cost category unit", "Column Cost Centre". */
export function dimensionName(name: string): string {
  const [kind = '', ...rest] = name.split(':');
  const key = rest.join(':');
  if (key !== '') return `${kind === 'category' ? 'Cost category' : capitalized(kind)} ${key}`;
  return capitalized(name.replaceAll('_', ' '));
}

/** "net amortized". */
export function measureName(name: string): string {
  return name.replaceAll('_', ' ');
}

/** The kind of a charge; bills may not say. */
export function chargeTypeName(name: string): string {
  return name === '' ? 'kind not said' : name;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const BYTE_UNITS = ['bytes', 'KB', 'MB', 'GB'];

/** "12.4 MB"; units of a thousand. */
export function formatBytes(bytes: number): string {
  let unit = 0;
  let size = bytes;
  while (size >= 1000 && unit < BYTE_UNITS.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? size : size.toFixed(1)} ${BYTE_UNITS[unit]}`;
}
