import { quantile } from "../../tcpip/measure.ts";

/** What one measured stretch of time cost. */
export interface Cost {
  frames: number;
  cpuUs: number;
  delayP99Ms: number;
  rssBytes: number;
}

/** Measures what this process needs for the frames it counts, and how late its event loop is. */
export class CostMeter {
  #frames = 0;
  #delaysMs: number[] = [];
  #cpu = process.cpuUsage();
  #ticking: NodeJS.Timeout | undefined;

  /** One frame more. */
  count(): void {
    this.#frames++;
  }

  begin(): void {
    clearTimeout(this.#ticking);
    this.#frames = 0;
    this.#delaysMs = [];
    let lastMs = performance.now();
    const tick = (): void => {
      const nowMs = performance.now();
      this.#delaysMs.push(nowMs - lastMs);
      lastMs = nowMs;
      this.#ticking = setTimeout(tick, 1);
    };
    this.#ticking = setTimeout(tick, 1);
    this.#cpu = process.cpuUsage();
  }

  end(): Cost {
    const { user, system } = process.cpuUsage(this.#cpu);
    clearTimeout(this.#ticking);
    return {
      frames: this.#frames,
      cpuUs: user + system,
      delayP99Ms: quantile(this.#delaysMs, 0.99),
      rssBytes: process.memoryUsage.rss(),
    };
  }
}
