import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Vitest starts the largest files first. This small one takes a minute, for which everything would wait at the end. */
const SLOWEST = '/tests/e2e/next-dev.test.ts';

/** The order in which test files start: Vitest's own, with the slowest of the end-to-end tests before. */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isSlowest = (file: TestSpecification) => file.moduleId.endsWith(SLOWEST);
    return [...sorted.filter(isSlowest), ...sorted.filter((file) => !isSlowest(file))];
  }
}
