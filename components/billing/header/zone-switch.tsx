'use client';

import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import { useSyncExternalStore } from 'react';
import { TIME_ZONE_COOKIE } from '@/lib/billing/time-zone';

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Chooses the zone for times and days: UTC, or the browser's. The link says it to others, a cookie remembers it. */
export function ZoneSwitch({ timeZone }: { timeZone: string }) {
  const local = useSyncExternalStore(noChanges, browserZone, () => timeZone);
  const zones = [
    { label: 'UTC', zone: 'UTC' },
    { label: 'Local time', zone: local },
  ];
  // A link from a colleague may carry a zone that is neither.
  const chosen = zones.findLast(({ zone }) => zone === timeZone);
  return (
    <nav aria-label="Time zone" className="flex items-center gap-2 text-sm">
      <span className="text-muted-foreground text-xs">{timeZone.replaceAll('_', ' ')}</span>
      <span className="flex rounded-md bg-muted p-0.5">
        {zones.map((each) => (
          <ZoneLink key={each.label} {...each} chosen={each === chosen} />
        ))}
      </span>
    </nav>
  );
}

function ZoneLink({ label, zone, chosen }: { label: string; zone: string; chosen: boolean }) {
  const path = usePathname();
  const search = new URLSearchParams(useSearchParams());
  search.set('tz', zone);
  return (
    <Link
      href={`${path}?${search}`}
      scroll={false}
      prefetch={false}
      title={zone}
      aria-current={chosen ? 'true' : undefined}
      onClick={() => remember(zone)}
      className="rounded-sm px-2.5 py-1 text-muted-foreground leading-5 transition-colors hover:text-foreground aria-[current]:bg-card aria-[current]:text-foreground aria-[current]:shadow-xs"
    >
      {label}
    </Link>
  );
}

function remember(zone: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: placeholder
  document.cookie = `${TIME_ZONE_COOKIE}=${encodeURIComponent(zone)}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
}

function browserZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function noChanges(): () => void {
  return () => {};
}
