// For everyone: axe on every screen, the whole walk by keyboard, narrow windows, spoken figures.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { billWithAnomalies, csvFile, isoDay, longBill, plainBill } from './bills';
import { expect, test } from './page_test';

const good = csvFile('good.csv', billWithAnomalies());

async function expectNoBarriers(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`),
  ).toEqual([]);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`axe finds nothing (${colorScheme})`, () => {
    test.use({ colorScheme });

    test('on the first screen, folds open', async ({ bill, page }) => {
      await expectNoBarriers(bill.page);
      for (const summary of await page.locator('#first-screen summary').all())
        await summary.click();
      await expectNoBarriers(page);
    });

    test('on a result with the holidays of a region', async ({ bill, page }) => {
      await bill.result(good);
      await bill.chooseHolidaysOf('Germany');
      await expect(bill.holidayRegion).toBeVisible();
      await expectNoBarriers(page);
    });

    test('while a bill is analyzed', async ({ bill, page }) => {
      await bill.choose(csvFile('long.csv', longBill(400, 730)));
      await expect(bill.progress).toBeVisible();
      await expectNoBarriers(page);
    });

    test('on an error', async ({ bill, page }) => {
      await bill.choose(csvFile('empty.csv', ''));
      await expect(bill.error).toBeVisible();
      await page.getByText('Details to copy').click();
      await expectNoBarriers(page);
    });

    test('on a result, its help and its table', async ({ bill, page }) => {
      await bill.result(good);
      await page.getByText('Keys and gestures').click();
      await expectNoBarriers(page);
      await page.getByRole('button', { name: 'Table' }).click();
      await expectNoBarriers(page);
    });

    test('on a result with series that could not be judged', async ({ bill, page }) => {
      await bill.result(
        csvFile('partly.csv', `${billWithAnomalies()}${isoDay(199)},Rare,1\nnonsense`),
      );
      await expect(bill.notice).toBeVisible();
      await expectNoBarriers(page);
    });

    test('on a result without a model and with rows left out', async ({ bill, page }) => {
      await bill.result(csvFile('short.csv', `${plainBill(8)}nonsense,1\n`));
      await page.getByText('1 row left out').click();
      await expectNoBarriers(page);
    });
  });
}

test('the whole walk works by keyboard alone', async ({ bill, page }) => {
  const { keyboard } = page;
  const focusedName = () =>
    page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '';
    });
  const tabTo = async (name: RegExp): Promise<void> => {
    for (let steps = 0; steps < 40; steps += 1) {
      await keyboard.press('Tab');
      if (name.test(await focusedName())) return;
    }
    throw new Error(`Tab does not reach ${name}`);
  };
  await tabTo(/^Try a sample bill$/);
  await keyboard.press('Enter');
  await expect(bill.headline).toBeFocused();
  await tabTo(/^Last 90 days$/);
  await keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Last 90 days' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await tabTo(/^Day in the chart/);
  await keyboard.press('0');
  await keyboard.press('n');
  await expect(bill.tooltip).toBeVisible();
  await keyboard.press('Enter');
  await expect(bill.rows.filter({ has: page.locator('button:focus') })).toHaveCount(1);
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect(page.locator('tr.selected button:focus')).toHaveCount(1);
});

test('the chart speaks the day under its cursor', async ({ bill, page }) => {
  await bill.result(good);
  await bill.chart.focus();
  await page.keyboard.press('Home');
  await expect(bill.chart).toHaveAttribute('aria-valuetext', '6 Jan 2025');
  const spoken = page.locator('[aria-live=polite]');
  await expect(spoken).toContainText('Monday, 6 Jan 2025: actual');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('PageDown');
  await expect(bill.chart).toHaveAttribute('aria-valuetext', '14 Jan 2025');
  await expect(spoken).toContainText('Tuesday, 14 Jan 2025: actual');
  await page.keyboard.press('End');
  await expect(bill.chart).toHaveAttribute('aria-valuetext', '24 Jul 2025');
  await page.keyboard.press('Escape');
  await expect(bill.tooltip).toBeHidden();
});

for (const width of [320, 360, 1280, 1920]) {
  test(`at ${width} pixels nothing scrolls sideways`, async ({ bill, page }) => {
    await page.setViewportSize({ width, height: 800 });
    expect(await bill.isAsWideAsTheWindow()).toBe(true);
    await bill.sampleResult();
    expect(await bill.isAsWideAsTheWindow()).toBe(true);
    await page.getByText('Keys and gestures').click();
    await bill.point(0.3);
    expect(await bill.isAsWideAsTheWindow()).toBe(true);
    await page.getByRole('button', { name: 'Table' }).click();
    expect(await bill.isAsWideAsTheWindow()).toBe(true);
    await bill.choose(csvFile(`${'a-very-long-name-'.repeat(8)}.csv`, ''));
    await expect(bill.error).toBeVisible();
    expect(await bill.isAsWideAsTheWindow()).toBe(true);
  });
}

test('buttons are large enough to hit', async ({ bill, page }) => {
  await bill.result(good);
  for (const button of await page.getByRole('button').all()) {
    const box = await button.boundingBox();
    expect(box?.height ?? 24).toBeGreaterThanOrEqual(24);
    expect(box?.width ?? 24).toBeGreaterThanOrEqual(24);
  }
});
