/** As the billing page writes days. */
const dateTime = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
  timeZoneName: 'short',
});

/** When an allowance begins anew: `1 Dec, 00:00 UTC`, which may be another day where it is read. */
export function resetTime(resetsAt: string): string {
  return dateTime.format(new Date(resetsAt));
}
