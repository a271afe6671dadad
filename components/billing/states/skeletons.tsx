import { Skeleton } from '@/components/ui/skeleton';

/** What stands for a part of the page until its figures are there, each at its final size. */
export function CardsSkeleton() {
  return (
    <div className="grid grid-cols-2 gap-3 @3xl:grid-cols-4">
      {['spend', 'tokens', 'requests', 'projected'].map((card) => (
        <Skeleton key={card} className="h-[168px] rounded-lg @3xl:h-[144px]" />
      ))}
    </div>
  );
}

export function ChartSkeleton() {
  return <Skeleton className="h-[470px] rounded-lg" />;
}

export function BreakdownSkeleton() {
  return <Skeleton className="h-full min-h-64 rounded-lg" />;
}

export function PricesSkeleton() {
  return <Skeleton className="h-48 rounded-lg" />;
}
