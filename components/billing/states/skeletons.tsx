import { Card } from '@/components/ui/card';
import { Skeleton } from '@/components/ui/skeleton';

/** What stands for a part of the page until its figures are there, each at the final size. */
export function AllowanceSkeleton() {
  return <Skeleton className="h-[88px] rounded-lg" />;
}

export function CardsSkeleton() {
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {['spend', 'tokens', 'requests', 'projected'].map((card) => (
        <Skeleton key={card} className="h-[126px] rounded-lg" />
      ))}
    </div>
  );
}

export function ChartSkeleton() {
  return <Skeleton className="h-[478px] rounded-lg" />;
}

export function BreakdownSkeleton() {
  return <Skeleton className="h-full min-h-64 rounded-lg" />;
}

export function EventsSkeleton() {
  return (
    <Card aria-hidden className="space-y-3 p-4 sm:p-5">
      <Skeleton className="h-8 w-40" />
      <Skeleton className="h-96" />
    </Card>
  );
}
