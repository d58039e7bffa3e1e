// Programs that answer with their own times, run one after the other in rounds, so that a slow moment
// of the machine meets all of them.
import { spawnSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';

const NOT_INSTALLED = 3;

export const machine = { cpu: cpus()[0].model, cores: cpus().length, load_before: loadavg()[0] };

/** The number of rounds asked for; ends the program when it is none. */
export function roundsOf(text) {
  const rounds = Number(text);
  if (Number.isInteger(rounds) && rounds >= 1) return rounds;
  process.stderr.write(`bench: "${text}" is no number of rounds; give 1 or more\n`);
  return process.exit(2);
}

/** What a program prints as JSON; null where it is not installed. */
export function run(command, ...args) {
  const { error, status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (error?.code === 'ENOENT' || status === NOT_INSTALLED) return null;
  if (error || status !== 0) throw new Error(`${command} ${args[0]} failed: ${error ?? stderr}`);
  return JSON.parse(stdout);
}

/** Adds {case: {milliseconds, ...}} to the rounds before. */
export function addRound(cases, results) {
  for (const [name, { milliseconds, ...rest }] of Object.entries(results)) {
    cases[name] ??= { milliseconds: [], ...rest };
    cases[name].milliseconds.push(milliseconds);
  }
}

/** {program: {case: {milliseconds: one of each round, ...}}}, null for a program not installed. */
export function measureInTurns(programs, rounds) {
  const measured = {};
  for (let round = 1; round <= rounds; round += 1) {
    for (const [name, program] of Object.entries(programs)) {
      if (measured[name] === null) continue;
      process.stderr.write(`bench: round ${round} of ${rounds}, ${name}\n`);
      const results = program();
      measured[name] ??= results && {};
      if (results) addRound(measured[name], results);
    }
  }
  return measured;
}
