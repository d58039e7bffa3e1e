/** Finds short terms that give exactly the days of a holiday. */
import { daysOfRule, FIRST_YEAR, LAST_YEAR, RULE_YEARS } from './library.mjs';
import { baseDays, dayNumber, isoDay, termDays, termText, WEEKDAYS, weekdayOf } from './rules.mjs';

const FIRST_DAY = dayNumber(FIRST_YEAR, 1, 1);
const LAST_DAY = dayNumber(LAST_YEAR, 12, 31);
const ISO_DAY_LENGTH = 11;
const MAX_EXCEPTIONS = 3;

const covered = (day) => day >= FIRST_DAY && day <= LAST_DAY;
const isEnd = (index) => index === 0 || index === RULE_YEARS.length - 1;

/**
 * Terms for a holiday: of those that give no other day, the cheapest for each day that they give, until
 * none is cheaper than the day itself. The library's rules only say where to look.
 *
 * @param {import('./library.mjs').Holiday} holiday
 * @returns {import('./rules.mjs').Term[]} rules first, then one list of the days that no rule gives
 */
export function fitTerms({ days, rules }, feasts) {
  const target = new Set(days);
  const open = new Set(days);
  const candidates = basesOfRules(rules, days, feasts)
    .flatMap((place) => termsOnBase(place, target, feasts))
    .map((term) => ({
      term,
      cost: termText(term).length + 2,
      days: RULE_YEARS.flatMap((year) => termDays(term, year, feasts)).filter(covered),
    }));
  const terms = [];
  for (;;) {
    let best;
    for (const candidate of candidates) {
      const gain = candidate.days.filter((day) => open.has(day)).length;
      const price = candidate.cost / gain;
      if (gain > 1 && price < (best?.price ?? ISO_DAY_LENGTH)) best = { ...candidate, price };
    }
    if (!best) break;
    terms.push(best.term);
    for (const day of best.days) open.delete(day);
  }
  if (open.size > 0) terms.push({ days: [...open].sort((a, b) => a - b) });
  return terms;
}

/** Every base day of the rules, with the moves that they say of it. */
function basesOfRules(rules, days, feasts) {
  const places = new Map();
  for (const rule of rules) {
    const moves = movesOfRule(rule);
    for (const base of WEEKDAY_RULE.test(rule) ? weekdayBases(days) : basesOfRule(rule, feasts)) {
      const key = JSON.stringify(base);
      const known = places.get(key)?.moves ?? WEEKDAYS.map(() => []);
      places.set(key, {
        base,
        moves: known.map((shifts, weekday) => [...shifts, ...moves[weekday]]),
      });
    }
  }
  return [...places.values()];
}

/** All terms on a base that give no day but those of the target. */
function termsOnBase({ base, moves }, target, feasts) {
  const byYear = RULE_YEARS.map((year) => baseDays(base, year, feasts));
  const inEvenYears = byYear.map((days, index) => (RULE_YEARS[index] % 2 === 0 ? days : []));
  return [
    ...unmoved({ base }, byYear, target, MAX_EXCEPTIONS),
    ...unmoved({ base, even: true }, inEvenYears, target, 0),
    ...moved(
      base,
      byYear,
      moves.map((shifts) => [0, ...shifts]),
      target,
    ),
    ...moved(base, byYear, moves, target),
  ];
}

const WEEKDAY_RULE = /(sun|mon|tues|wednes|thurs|fri|satur)day (in|before|after) /i;
const OTHER_CALENDAR =
  /(?:chinese|korean|vietnamese) [\d-]+(?: solarterm)?|bengali-revised [\d-]+|julian [\d-]+|\w+ (?:equinox|solstice)(?: in [\w+:/]+)?|\d+ (?!day)[A-Z][a-z]+(?: al-[A-Z]?[a-z]+)?/;

/** Base days of which a rule of the library speaks. */
function basesOfRule(rule, feasts) {
  const [other] = rule.match(OTHER_CALENDAR) ?? [];
  const [, church, offset] = rule.match(/(easter|orthodox)(?: ([+-]?\d+)\b(?!:))?/) ?? [];
  const fixed = [...rule.replace(other ?? '', '').matchAll(/(?<!\d-)\b(\d\d)-(\d\d)\b/g)];
  const bases = fixed.map(([, month, day]) => ({ month: Number(month), day: Number(day) }));
  if (other) bases.push(...calendarBases(other, feasts));
  if (church) bases.push({ feast: church, offset: Number(offset ?? 0) });
  const [, before] = rule.match(/(\d+) days? before/) ?? [];
  const [, length, hours] = rule.match(/ P(?:(\d+)D)?T?(?:(\d+)H)?/) ?? [];
  const wholeDays = Number(length ?? 0) + Math.floor(Number(hours ?? 0) / 24);
  return bases.flatMap((base) =>
    Array.from({ length: Math.max(1, wholeDays) }, (_, day) =>
      later(base, day - Number(before ?? 0)),
    ),
  );
}

function later(base, days) {
  if (days === 0) return base;
  if (base.feast) return { ...base, offset: base.offset + days };
  const [, month, day] = isoDay(dayNumber(FIRST_YEAR, base.month, base.day) + days).split('-');
  return { month: Number(month), day: Number(day) };
}

/** By weekday, how far a rule moves its day: "if sunday then next monday" is 1 for Sunday. */
function movesOfRule(rule) {
  const moves = WEEKDAYS.map(() => []);
  const weekday = (name) => WEEKDAYS.indexOf(name.trim().slice(0, 3).toLowerCase());
  for (const [, from, way, to] of rule.matchAll(/if ([\w, ]+?) then (next|previous) (\w+day)/gi)) {
    for (const start of from.split(',').map(weekday)) {
      if (start < 0) continue;
      const ahead = (weekday(to) - start + 7) % 7 || 7;
      moves[start].push(way === 'next' ? ahead : (ahead % 7) - 7);
    }
  }
  return moves;
}

const calendarBasesSeen = new Map();

function calendarBases(rule, feasts) {
  if (!calendarBasesSeen.has(rule)) calendarBasesSeen.set(rule, findCalendarBases(rule, feasts));
  return calendarBasesSeen.get(rule);
}

/** A day of another calendar as a fixed day, or by the nearest feast of the file; none where neither fits. */
function findCalendarBases(rule, feasts) {
  const days = daysOfRule(rule).filter(covered);
  if (days.length === 0) return [];
  const [, month, day] = isoDay(days[0]).split('-').map(Number);
  const fixed = days.every((other) => isoDay(other).slice(5) === isoDay(days[0]).slice(5));
  if (fixed) return [{ month, day }];
  const found = Object.entries(feasts).flatMap(([feast, feastDays]) => {
    const known = new Set(feastDays);
    return feastDays
      .map((feastDay) => ({ feast, offset: days[0] - feastDay }))
      .filter(({ offset }) => Math.abs(offset) < 360)
      .filter(({ offset }) => days.every((other) => known.has(other - offset)));
  });
  return found.sort((a, b) => Math.abs(a.offset) - Math.abs(b.offset)).slice(0, 1);
}

/** "The first Monday on or after 15 January": for each day, every such rule that could give it. */
function weekdayBases(days) {
  const bases = new Map();
  for (const day of days) {
    for (let back = 0; back < 7; ++back) {
      const [, month, date] = isoDay(day - back)
        .split('-')
        .map(Number);
      const base = { weekday: weekdayOf(day), month, day: date };
      if (month !== 2 || date !== 29) bases.set(JSON.stringify(base), base);
    }
  }
  // Where several do: the nth weekday of a month before others.
  return [...bases.values()].sort((a, b) => (b.day % 7 === 1) - (a.day % 7 === 1));
}

/** Years as a term has them: an end that meets the end of the table is left open. */
function openYears(first, last) {
  const years = {};
  if (RULE_YEARS[first] > FIRST_YEAR) years.from = RULE_YEARS[first];
  if (RULE_YEARS[last] < LAST_YEAR) years.to = RULE_YEARS[last];
  return years;
}

const harmless = (day, target) => !covered(day) || target.has(day);

/** `start` over every range of years, with few years excepted. */
function unmoved(start, byYear, target, maxExceptions) {
  const wrong = byYear.map((days) => !days.every((day) => harmless(day, target)));
  const useful = byYear.map((days, index) => isEnd(index) || days.some((day) => target.has(day)));
  const terms = [];
  for (let first = 0; first < RULE_YEARS.length; ++first) {
    if (wrong[first] || !useful[first]) continue;
    const except = [];
    for (let last = first; last < RULE_YEARS.length && except.length <= maxExceptions; ++last) {
      if (wrong[last]) except.push(RULE_YEARS[last]);
      else if (useful[last])
        terms.push({ ...start, ...openYears(first, last), except: [...except] });
    }
  }
  return terms;
}

/** A base that moves by weekday, over every range of years; `moves` are the shifts to be tried. */
function moved(base, byYear, moves, target) {
  const gives = (day) => moves[weekdayOf(day)].some((shift) => target.has(day + shift));
  const useful = byYear.map((days, index) => isEnd(index) || days.some(gives));
  const terms = [];
  for (let first = 0; first < RULE_YEARS.length; ++first) {
    if (!useful[first]) continue;
    const possible = [...moves];
    const seen = Array(7).fill(false);
    for (let last = first; last < RULE_YEARS.length; ++last) {
      for (const day of byYear[last].filter(covered)) {
        const weekday = weekdayOf(day);
        seen[weekday] = true;
        possible[weekday] = possible[weekday].filter((shift) => harmless(day + shift, target));
      }
      if (!useful[last] || possible.every((shifts) => shifts.length === 0)) continue;
      const shifts = possible.map((left, weekday) =>
        seen[weekday] ? (left[0] ?? null) : undefined,
      );
      terms.push(...moveTerms({ base, ...openYears(first, last) }, shifts));
    }
  }
  return terms;
}

/** Both ways to say the same: what happens on the weekdays named alone, or what differs from the rest. */
function moveTerms(start, shifts) {
  return [
    { ...start, onlyShifted: true, shifts: shifts.map((shift) => shift ?? undefined) },
    { ...start, shifts: shifts.map((shift) => (shift === 0 ? undefined : shift)) },
  ];
}
