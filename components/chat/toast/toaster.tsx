import { Toaster as Sonner } from 'sonner';
import { buttonVariants } from '@/components/ui/button';

/** Sonner in the app's clothes, below the head of the page, where it covers neither the composer nor a keyboard. */
export default function Toaster() {
  return (
    <Sonner
      containerAriaLabel="Notes"
      position="top-right"
      offset={{ top: '4rem' }}
      mobileOffset={{ top: '4rem' }}
      closeButton
      toastOptions={{
        unstyled: true,
        closeButtonAriaLabel: 'Dismiss',
        classNames: {
          toast:
            'flex w-full items-center gap-3 rounded-lg border bg-popover py-2 pr-2 pl-4 text-popover-foreground text-sm shadow-lg',
          content: 'min-w-0 flex-1',
          title: 'line-clamp-4',
          actionButton: buttonVariants({ size: 'sm', variant: 'outline' }),
          closeButton: buttonVariants({ size: 'icon', variant: 'ghost', className: 'order-last size-8' }),
        },
      }}
    />
  );
}
