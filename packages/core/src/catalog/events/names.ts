/** No IAM action or operation ends in a date, so that stripping one is safe; stripping mere digits is not. */
const DATE_SUFFIX = /_?\d{4}_?\d{2}_?\d{2}(v\d{1,3})?$/;

/** `GetFunction20150331v2` → `GetFunction`: some services put the API's version behind the event's name. */
export function stripDate(eventName: string): string {
  return eventName.replace(DATE_SUFFIX, '');
}
