// Small bills for the browser tests, made in code so that each says what is wrong with it.

export interface TestFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

export function csvFile(name: string, content: string | Buffer): TestFile {
  return { name, mimeType: 'text/csv', buffer: Buffer.from(content) };
}

const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2025, 0, 6);

export function isoDay(day: number): string {
  return new Date(FIRST_DAY + day * DAY_MS).toISOString().slice(0, 10);
}

/** Quiet costs with a weekly rhythm and a little irregularity that is the same every time. */
function quietCost(day: number, base: number): number {
  const weekend = day % 7 >= 5 ? 0.8 : 1;
  return base * weekend * (1 + 0.02 * Math.sin(day * 12.9898));
}

/** `date,cost` over `days` days. */
export function plainBill(days: number, cost = (day: number) => quietCost(day, 100)): string {
  const rows = Array.from({ length: days }, (_, day) => `${isoDay(day)},${cost(day).toFixed(4)}`);
  return ['date,cost', ...rows, ''].join('\n');
}

/** One row a month for two services. */
export function monthlyBill(months: number): string {
  const rows = Array.from({ length: months }, (_, month) => {
    const iso = new Date(Date.UTC(2025, month, 1)).toISOString().slice(0, 10);
    return `${iso},Storage,${200 + 7 * month}.5\n${iso},Compute,${300 - 5 * month}.25`;
  });
  return ['date,service,cost', ...rows, ''].join('\n');
}

/** Two services over 200 days; Storage costs five times as much on days 120 to 122, nothing on day 160. */
export function billWithAnomalies(): string {
  const rows: string[] = ['date,service,cost'];
  for (let day = 0; day < 200; day += 1) {
    const storage = quietCost(day, 200);
    const unusual = day >= 120 && day <= 122 ? storage * 5 : day === 160 ? 0 : storage;
    rows.push(`${isoDay(day)},Storage,${unusual.toFixed(4)}`);
    rows.push(`${isoDay(day)},Compute,${quietCost(day + 3, 300).toFixed(4)}`);
  }
  return `${rows.join('\n')}\n`;
}

/** Two years in which Ascension Day, a holiday in Germany, costs half. */
export function billOfAscensionDays(): string {
  return plainBill(
    730,
    (day) => quietCost(day, 1000) * (['2025-05-29', '2026-05-14'].includes(isoDay(day)) ? 0.5 : 1),
  );
}

/** Many services over many days: long enough to be interrupted. */
export function longBill(services: number, days: number): string {
  const rows: string[] = ['date,service,cost'];
  for (let day = 0; day < days; day += 1) {
    const iso = isoDay(day);
    for (let service = 0; service < services; service += 1) {
      rows.push(`${iso},Service ${service},${quietCost(day, 10 + service).toFixed(3)}`);
    }
  }
  return `${rows.join('\n')}\n`;
}
