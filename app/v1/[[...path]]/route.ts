export * from '@/lib/api/unknown-methods';
