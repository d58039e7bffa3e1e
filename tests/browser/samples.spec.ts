// Bills whose contents were counted by others, dropped on the page: it shows what is in them.
import { readFileSync } from 'node:fs';
import { dayOfIso, formatDayRange } from '../../web/src/format/dates';
import { formatMoney } from '../../web/src/format/money';
import { counted, formatName, groupedCount } from '../../web/src/format/words';
import { expectedSamples, NO_SAMPLES } from '../wasm/expected_samples';
import { csvFile } from './bills';
import { expect, test } from './page_test';

for (const sample of expectedSamples) {
  test(`the page shows what is in ${sample.name}`, async ({ bill, page }) => {
    const days = formatDayRange(dayOfIso(sample.first_date), dayOfIso(sample.last_date));
    await bill.drop(csvFile(sample.name, readFileSync(sample.path)));
    await expect(bill.headline).toBeVisible();
    const [file, range, total] = await page.locator('.headline-bill > span').allTextContents();
    expect(file).toBe(sample.name);
    expect(range).toBe(days);
    expect(total).toBe(
      `${formatMoney(sample.total, sample.currency ?? '')} in ${counted(sample.days, 'day')}`,
    );
    await expect(bill.fact('Format')).toHaveText(formatName(sample.format));
    await expect(bill.fact('Days')).toHaveText(`${days} (UTC)`);
    await expect(bill.fact('Rows read')).toHaveText(groupedCount(sample.rows));
  });
}

if (expectedSamples.length === 0) test.skip(NO_SAMPLES, () => undefined);
