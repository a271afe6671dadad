import { Skeleton } from '@/components/ui/skeleton';

/** What stands for a part of the page until its figures are there, each at its final size. */
export function CardsSkeleton() {
  return (
    <div className="grid grid-cols-2 gap-3 @3xl:grid-cols-4">
      {['spend', 'tokens', 'requests', 'projected'].map((card) => (
        <Skeleton key={card} className="h-[184px] rounded-lg @5xl:h-[152px]" />
      ))}
    </div>
  );
}

/** The last part of the page: nothing below it can move. */
export function PricesSkeleton() {
  return <Skeleton className="h-48 rounded-lg" />;
}
