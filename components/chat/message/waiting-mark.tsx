import { TallyMark } from '@/components/ui/tally-mark';

/** Stands where the reply will be. Screen readers hear of it from `ReplyAnnouncer`. */
export function WaitingMark() {
  return (
    <div aria-hidden className="flex h-7 items-center text-primary">
      <TallyMark counting />
    </div>
  );
}
