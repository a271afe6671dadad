import { Skeleton } from '@/components/ui/skeleton';

/** What stands for a part of the page until its figures are there, each at its final size. */
export function AllowanceSkeleton() {
  return <Skeleton className="h-[74px] rounded-lg" />;
}

export function NoticesSkeleton() {
  return <Skeleton className="h-4 w-48" />;
}

export function CardsSkeleton() {
  return (
    <div className="grid grid-cols-2 gap-3 @3xl:grid-cols-4">
      {['spend', 'tokens', 'requests', 'projected'].map((card) => (
        <Skeleton key={card} className="h-[144px] rounded-lg" />
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

export function EventsSkeleton() {
  return <Skeleton className="h-[60rem] rounded-lg" />;
}

export function PricesSkeleton() {
  return <Skeleton className="h-48 rounded-lg" />;
}

export function ReportSkeleton() {
  return (
    <>
      <Skeleton className="h-8 w-96 max-w-full" />
      <NoticesSkeleton />
      <CardsSkeleton />
      <div className="grid gap-4 @5xl:grid-cols-[minmax(0,1fr)_20rem]">
        <ChartSkeleton />
        <BreakdownSkeleton />
      </div>
      <EventsSkeleton />
    </>
  );
}
