/** A day as policies count it, in UTC: they hold from the beginning of one. With the time of day when it is another. */
export function sayDate(at: string, language: string): string {
  const isDay = /T00:00:00(?:\.0+)?Z$/.test(at);
  return new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    ...(isDay ? { timeZone: 'UTC' } : { hour: '2-digit', minute: '2-digit' }),
  }).format(new Date(at));
}
