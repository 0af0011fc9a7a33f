import { findTooDeep, maxDepth, maxLength } from '../../depth.js';
import { report, type Reading } from '../../reading.js';

/** Whether a text is not to be parsed at all, with the problem that says so. */
export function refuseText(reading: Reading): boolean {
  const { text } = reading;
  if (text.length > maxLength) {
    const why = `The file has ${text.length} characters, more than the ${maxLength} that are read.`;
    report(reading, 'unreadable', 'source-too-large', { from: 0, to: 0 }, why);
    return true;
  }
  const tooDeep = findTooDeep(text, 'json');
  if (tooDeep === undefined) return false;
  const why = `The nesting is deeper than ${maxDepth} levels here; the file is not read.`;
  report(reading, 'unreadable', 'source-too-deep', { from: tooDeep, to: tooDeep }, why);
  return true;
}
