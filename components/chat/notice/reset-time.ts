const dateTime = new Intl.DateTimeFormat('en', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  // With `hour12: false` midnight reads 24:00 in English.
  hourCycle: 'h23',
  timeZone: 'UTC',
  timeZoneName: 'short',
});

/** When an allowance begins anew: `Dec 1, 00:00 UTC`, which may be another day where it is read. */
export function resetTime(resetsAt: string): string {
  return dateTime.format(new Date(resetsAt));
}
