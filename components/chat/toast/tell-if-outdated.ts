import { isOutdated, OUTDATED } from '@/components/ui/failed-action';
import { showToast } from './show-toast';

let isTold = false;

/** Says once that the page has to be reloaded, where that is why something could not be read. */
export function tellIfOutdated(error: unknown): void {
  if (isTold || !isOutdated(error)) return;
  isTold = true;
  showToast(OUTDATED, { label: 'Reload', onClick: () => window.location.reload() }, Number.POSITIVE_INFINITY);
}
