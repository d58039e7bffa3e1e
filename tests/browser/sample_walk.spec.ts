// The walk of a first visitor: first screen, sample, answer, theme.
import { expect, test } from './page_test';

test('the first screen says what it does before any script runs', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Find what is unusual in a cloud bill',
  );
  await expect(page.getByText('Nothing is sent.')).toBeVisible();
  await context.close();
});

test('the sample leads to an answer that is labeled as synthetic', async ({ bill, page }) => {
  await bill.sampleResult();
  await expect(bill.headline).toHaveText(/^[\d,]+ anomal(y|ies) in \d+ of \d+ series$/);
  await expect(page.getByText('The largest:')).toBeVisible();
  await expect(page.getByText('Synthetic data')).toBeVisible();
  await expect(page.locator('.headline-bill')).toContainText('730 days');
  await expect(bill.headline).toBeFocused();
});

test('the sample is the same for everybody', async ({ bill, page }) => {
  await bill.sampleResult();
  const first = await page.locator('.anomaly-table').textContent();
  await page.getByRole('button', { name: 'Sample' }).click();
  await expect(bill.progress).toBeVisible();
  await expect(bill.headline).toBeVisible();
  expect(await page.locator('.anomaly-table').textContent()).toBe(first);
});

test('progress names its stage and the series', async ({ bill, page }) => {
  // Remembers every text of the progress line, however short it is seen.
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    new MutationObserver(() => {
      const line = document.querySelector('.progress-line')?.textContent;
      if (line) seen.push(line);
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await bill.sampleResult();
  const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen);
  expect(seen.some((line) => /^Making the sample bill \d+\s%$/.test(line))).toBe(true);
  expect(seen.some((line) => /^Modeling series \d+ of \d+, \S/.test(line))).toBe(true);
});

test('the theme changes with the first press and is kept', async ({ bill, page }) => {
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const before = await background();
  await page.getByRole('button', { name: /^Theme/ }).click();
  const after = await background();
  expect(after).not.toBe(before);
  await bill.open();
  expect(await background()).toBe(after);
});
