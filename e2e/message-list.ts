import type { Page } from '@playwright/test';

/** Measures the message list in pixels. */
export class MessageList {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Distance from the top edge of the list to the top of the message; negative above it. */
  async topOf(seq: number): Promise<number> {
    return this.#page.evaluate((wanted) => {
      const log = document.querySelector('.log')!;
      const row = log.querySelector(`[data-seq="${wanted}"]`);
      return row ? row.getBoundingClientRect().top - log.getBoundingClientRect().top : NaN;
    }, seq);
  }

  /** Distance from the centre of the list to the centre of the message. */
  async distanceFromCentre(seq: number): Promise<number> {
    return this.#page.evaluate((wanted) => {
      const log = document.querySelector('.log')!.getBoundingClientRect();
      const row = document.querySelector(`.log [data-seq="${wanted}"]`)?.getBoundingClientRect();
      return row ? row.top + row.height / 2 - (log.top + log.height / 2) : NaN;
    }, seq);
  }

  async rowCount(): Promise<number> {
    return this.#page.evaluate(() => document.querySelector('.rows')!.children.length);
  }

  /** The `seq` of the first and the last rendered message. */
  async seqRange(): Promise<[number, number]> {
    return this.#page.evaluate(() => {
      const seqs = [...document.querySelectorAll<HTMLElement>('.log [data-seq]')].map(({ dataset }) =>
        Number(dataset['seq']),
      );
      return [seqs[0] ?? 0, seqs.at(-1) ?? 0];
    });
  }

  /** Scrolls to the top or the bottom; returns the outermost message that is fully visible there, and its top. */
  async scrollTo(edge: 'top' | 'bottom'): Promise<{ seq: number; top: number }> {
    return this.#page.evaluate(async (edge) => {
      const log = document.querySelector('.log')!;
      log.scrollTop = edge === 'top' ? 0 : log.scrollHeight;
      const bounds = log.getBoundingClientRect();
      const rows = [...log.querySelectorAll<HTMLElement>('[data-seq]')];
      const fits = (row: HTMLElement): boolean => {
        const { top, bottom } = row.getBoundingClientRect();
        return top >= bounds.top && bottom <= bounds.bottom;
      };
      const row = edge === 'top' ? rows.find(fits)! : rows.findLast(fits)!;
      return { seq: Number(row.dataset['seq']), top: row.getBoundingClientRect().top - bounds.top };
    }, edge);
  }

  /** Resolves once the list has not changed for twenty frames. */
  async settle(): Promise<void> {
    await this.#page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          let unchangedFrames = 0;
          let last = '';
          const check = (): void => {
            const log = document.querySelector('.log')!;
            const now = `${log.scrollTop} ${log.scrollHeight} ${log.querySelectorAll('[data-seq]').length}`;
            unchangedFrames = now === last ? unchangedFrames + 1 : 0;
            last = now;
            if (unchangedFrames > 20) resolve();
            else requestAnimationFrame(check);
          };
          check();
        }),
    );
  }
}
