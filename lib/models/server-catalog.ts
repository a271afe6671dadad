import { firstCause } from '../first-cause';
import { log } from '../log';
import { oneAtATime } from '../one-at-a-time';
import type { CatalogModel } from './catalog';
import { catalogFromModelsResponse } from './catalog-from-response';
import type { ModelServer } from './language-models';
import { UpstreamError } from './upstream-failure';

const LISTED_FOR_MS = 5 * 60_000;
/** How long an old list is good for, once the server could not be asked for a new one. */
const OLD_LIST_FOR_MS = 30_000;
const TIMEOUT_MS = 5_000;

/** What a compatible server says which models it has, asked for seldom and never twice at the same moment. */
export class ServerCatalog {
  private listed: CatalogModel[] | undefined;
  private untilMs = 0;
  private readonly refresh = oneAtATime(() => this.ask());

  constructor(
    private readonly server: Pick<ModelServer, 'baseUrl' | 'apiKey' | 'fetch'>,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  /**
   * The server's models, in its order. While it can't be reached: what it listed last.
   *
   * @throws UpstreamError when it has never listed any
   */
  async models(): Promise<CatalogModel[]> {
    if (!this.listed || this.nowMs() >= this.untilMs) await this.refresh();
    if (this.listed) return this.listed;
    throw new UpstreamError(
      502,
      'upstream_failed',
      'The model’s server can’t say right now which models it has. Try again in a moment.',
    );
  }

  private async ask(): Promise<void> {
    const { baseUrl, apiKey, fetch } = this.server;
    try {
      const response = await fetch(`${baseUrl}/models`, {
        headers: { Authorization: `Bearer ${apiKey}` },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (!response.ok) throw new Error(`it answered ${response.status}`);
      this.listed = catalogFromModelsResponse(await response.json());
      this.untilMs = this.nowMs() + LISTED_FOR_MS;
    } catch (error) {
      this.untilMs = this.nowMs() + OLD_LIST_FOR_MS;
      log.warn({ reason: firstCause(error) }, 'the server at OPENAI_BASE_URL could not list its models');
    }
  }
}
