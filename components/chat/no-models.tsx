import { PageHeader } from '@/components/app-shell/page-header';

/** When the server of `OPENAI_BASE_URL` could not say which models it has. */
export function NoModels() {
  return (
    <>
      <PageHeader title="No models" />
      <div role="alert" className="m-auto grid max-w-md gap-2 p-6 text-center">
        <p>There is no model to chat with at the moment.</p>
        <p className="text-muted-foreground text-sm">
          The server that the models come from could not be reached, or offers none. Reload the page in a
          moment. If you run this app: check <code>OPENAI_BASE_URL</code> and <code>OPENAI_MODELS</code>.
        </p>
      </div>
    </>
  );
}
