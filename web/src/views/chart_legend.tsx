// Names the marks of the chart beside a drawn sample of each.

export function ChartLegend({ hasModel }: { hasModel: boolean }) {
  return (
    <ul class="legend" aria-label="Legend">
      <li>
        <span class="key key-actual" /> actual
      </li>
      {hasModel && (
        <>
          <li>
            <span class="key key-expected" /> expected
          </li>
          <li>
            <span class="key key-band" /> expected band
          </li>
          <li>
            <span class="above" aria-hidden="true">
              ▲
            </span>{' '}
            above expected
          </li>
          <li>
            <span class="below" aria-hidden="true">
              ▼
            </span>{' '}
            below expected
          </li>
        </>
      )}
    </ul>
  );
}
