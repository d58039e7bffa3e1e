// What the fitter is to reach, and the tables that say whether it did. `measured` holds by column and
// case {milliseconds: one of each round, figure, allocations} or, where memory is what counts,
// {megabytes, figure}; null for a column not installed.

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

/** How many times faster than a peer's case: the median of the ratios round by round. */
const faster = (name, column, times, peer, peerCase = 'default_fit') => ({
  goal: `${name}, ${column}: times faster than ${peer}'s ${peerCase}`,
  wanted: `≥ ${times.toLocaleString('en')}`,
  needs: [
    [column, name],
    [peer, peerCase],
  ],
  reached: (ours, theirs) =>
    median(
      theirs.milliseconds
        .slice(0, ours.milliseconds.length)
        .map((milliseconds, round) => milliseconds / ours.milliseconds[round]),
    ),
  isMet: (ratio) => ratio >= times,
});

const within = (name, column, milliseconds) => ({
  goal: `${name}, ${column}: milliseconds`,
  wanted: `≤ ${milliseconds}`,
  needs: [[column, name]],
  reached: (ours) => median(ours.milliseconds),
  isMet: (reached) => reached <= milliseconds,
});

const inMemory = (column, megabytes) => ({
  goal: `memory of 10,000 series with expected values, ${column}: MB`,
  wanted: `≤ ${megabytes.toLocaleString('en')}`,
  needs: [[column, 'keep_10000_series']],
  reached: (ours) => ours.megabytes,
  isMet: (reached) => reached <= megabytes,
});

const goals = [
  faster('default_fit', 'WebAssembly', 1500, 'R Prophet'),
  faster('default_fit', 'WebAssembly', 1000, 'wasmstan'),
  faster('default_fit', 'native', 2500, 'R Prophet'),
  within('cold_first_fit', 'WebAssembly', 20),
  within('series_1000', 'WebAssembly', 25),
  within('refits_365', 'WebAssembly', 12),
  faster('multiplicative_fit', 'WebAssembly', 200, 'R Prophet'),
  faster('logistic_fit', 'WebAssembly', 200, 'R Prophet'),
  faster('robust_fit', 'WebAssembly', 200, 'R Prophet'),
  faster('draws_1000', 'WebAssembly', 50, 'R Prophet', 'draws_1000'),
  {
    goal: 'draws_1000, WebAssembly: largest R-hat',
    wanted: '< 1.01',
    needs: [['WebAssembly', 'draws_1000']],
    reached: (ours) => ours.figure,
    isMet: (rhat) => rhat < 1.01,
  },
  within('forecast_1000_samples', 'WebAssembly', 5),
  inMemory('native', 1000),
  inMemory('WebAssembly', 2000),
  {
    goal: 'allocations inside the iterations: most_iterations less fewest_iterations',
    wanted: '0',
    needs: [
      ['native', 'most_iterations'],
      ['native', 'fewest_iterations'],
    ],
    reached: (most, fewest) => most.allocations - fewest.allocations,
    isMet: (difference) => difference === 0,
  },
];

/** The goals with what was reached; null where there is nothing to measure it by. */
export function judge(measured) {
  return goals.map(({ goal, wanted, needs, reached, isMet }) => {
    const cases = needs.map(([column, name]) => measured[column]?.[name]);
    const value = cases.includes(undefined) ? null : reached(...cases);
    return { goal, wanted, reached: value, met: value === null ? null : isMet(value) };
  });
}

/** Three digits that count. */
const short = (value) =>
  value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));

export function caseTable(measured) {
  const columns = Object.keys(measured);
  const timed = (cases) => Object.keys(cases).filter((name) => cases[name].milliseconds);
  const names = new Set(columns.flatMap((column) => timed(measured[column] ?? {})));
  const cell = (column, name) => {
    if (measured[column] === null) return 'not installed';
    const found = measured[column][name];
    return found ? short(median(found.milliseconds)) : '';
  };
  const lines = [...names].map((name) => {
    const allocations = measured.native[name]?.allocations.toLocaleString('en') ?? '';
    const cells = columns.map((column) => cell(column, name));
    return `| ${[name, ...cells, allocations].join(' | ')} |`;
  });
  return [
    `| case, milliseconds | ${columns.join(' | ')} | allocations |`,
    `| --- |${' ---: |'.repeat(columns.length + 1)}`,
    ...lines,
  ].join('\n');
}

export function goalTable(judged) {
  const verdict = (met) => (met === null ? 'not measured' : met ? 'met' : 'missed');
  return [
    '| goal | wanted | reached | |',
    '| --- | ---: | ---: | --- |',
    ...judged.map(
      ({ goal, wanted, reached, met }) =>
        `| ${goal} | ${wanted} | ${reached === null ? '' : short(reached)} | ${verdict(met)} |`,
    ),
  ].join('\n');
}
