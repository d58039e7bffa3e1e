// The page as a person sees it: the tests speak of bills, anomalies and charts, not of selectors.
import { expect, type Locator, type Page } from '@playwright/test';
import type { TestFile } from './bills';

export class BillPage {
  readonly heading: Locator;
  readonly headline: Locator;
  readonly headlineDetail: Locator;
  readonly notice: Locator;
  readonly error: Locator;
  readonly whatHappened: Locator;
  readonly progress: Locator;
  readonly cancel: Locator;
  readonly chart: Locator;
  readonly tooltip: Locator;
  readonly series: Locator;
  readonly holidays: Locator;
  readonly holidayRegion: Locator;
  readonly rows: Locator;
  readonly facts: Locator;
  readonly caption: Locator;
  readonly days: Locator;

  constructor(readonly page: Page) {
    this.heading = page.getByRole('heading', { level: 1 }).filter({ visible: true });
    this.headline = page.locator('#headline');
    this.headlineDetail = page.locator('.headline-detail');
    this.notice = page.getByRole('note');
    this.error = page.getByRole('alert');
    this.whatHappened = this.error.locator('dd').first();
    this.progress = page.getByRole('progressbar');
    this.cancel = page.getByRole('button', { name: 'Cancel' });
    this.chart = page.getByRole('slider');
    this.tooltip = page.locator('.tooltip');
    this.series = page.getByRole('combobox', { name: 'Series' });
    this.holidays = page.getByRole('combobox', { name: 'Holidays' });
    this.holidayRegion = page.getByRole('combobox', { name: 'Region of the country' });
    this.rows = page.locator('[data-anomaly]');
    this.facts = page.locator('.facts');
    this.caption = page.locator('.chart-caption');
    this.days = page.locator('.range-words');
  }

  async open(): Promise<void> {
    await this.page.goto('/');
    await expect(this.page.getByRole('button', { name: 'Try a sample bill' })).toBeEnabled();
  }

  async trySample(): Promise<void> {
    await this.page.getByRole('button', { name: 'Try a sample bill' }).click();
  }

  async sampleResult(): Promise<void> {
    await this.trySample();
    await expect(this.headline).toBeVisible();
  }

  /** Through the file dialog's input. */
  async choose(...files: TestFile[]): Promise<void> {
    await this.page.locator('#file-input').setInputFiles(files);
  }

  /** As the hand does it: files fall on the window. */
  async drop(...files: TestFile[]): Promise<void> {
    const plain = files.map(({ name, buffer }) => ({ name, base64: buffer.toString('base64') }));
    await this.page.evaluate((dropped) => {
      const transfer = new DataTransfer();
      for (const { name, base64 } of dropped) {
        const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
        transfer.items.add(new File([bytes], name));
      }
      for (const type of ['dragenter', 'dragover', 'drop']) {
        const event = new DragEvent(type, {
          dataTransfer: transfer,
          bubbles: true,
          cancelable: true,
        });
        document.body.dispatchEvent(event);
      }
    }, plain);
  }

  async result(...files: TestFile[]): Promise<void> {
    await this.choose(...files);
    await expect(this.headline).toBeVisible();
  }

  /** Asks for the list of countries and chooses one of them. */
  async chooseHolidaysOf(country: string): Promise<void> {
    await this.holidays.selectOption('Other country…');
    await this.holidays.selectOption(country);
    await expect(this.headline).toBeVisible();
  }

  /** One figure of "What was read", by its name. */
  fact(name: string): Locator {
    const term = this.page.getByRole('term').filter({ hasText: new RegExp(`^${name}$`) });
    return this.facts.locator('.facts-list > div').filter({ has: term }).locator('dd');
  }

  /** Expects the error panel with a complete answer: what happened and what to do. */
  async expectError(what: RegExp): Promise<void> {
    // Not the whole panel: the file's name stands there too.
    await expect(this.whatHappened).toHaveText(what);
    await expect(this.error).toContainText('What to do');
    await expect(this.error).not.toContainText(/something went wrong|undefined|NaN|\[object/i);
  }

  /** Points at a day of the chart, given as a share of its visible width. */
  async point(share: number): Promise<void> {
    const box = await this.chart.boundingBox();
    if (box === null) throw new Error('the chart is not visible');
    await this.page.mouse.move(box.x + box.width * share, box.y + box.height / 2);
  }

  async isAsWideAsTheWindow(): Promise<boolean> {
    return this.page.evaluate(
      () => document.documentElement.scrollWidth <= document.documentElement.clientWidth,
    );
  }
}
