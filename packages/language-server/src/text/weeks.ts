const steps = ' ▂▃▄▅▆▇█';
const secondsPerDay = 86_400_000;
const mostWeeks = 53;

/**
 * A bar a week of the window, the later ones where there are many: how many of its seven days saw a call. `from` and `to`
 * are ISO instants, `to` excluded; days are `2026-08-01`. '' where the window is empty.
 */
export function weekBar(days: Iterable<string>, from: string, to: string): string {
  const [start, end] = [dayNumber(from), dayNumber(to)];
  if (!(end > start)) return '';
  const first = Math.max(start, end - mostWeeks * 7);
  const weeks = new Array<number>(Math.ceil((end - first) / 7)).fill(0);
  for (const day of new Set(days)) {
    const at = Math.floor((dayNumber(day) - first) / 7);
    const before = weeks[at];
    if (before !== undefined) weeks[at] = before + 1;
  }
  return weeks.map((active) => steps[Math.min(active, 7)] ?? '').join('');
}

function dayNumber(iso: string): number {
  return Date.parse(`${iso.slice(0, 10)}T00:00:00Z`) / secondsPerDay;
}
