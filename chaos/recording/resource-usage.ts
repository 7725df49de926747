/** What the server's process took, and what it may take. Sizes in bytes, times in milliseconds. */
export interface Load {
  memory: number[];
  descriptors: number[];
  /** How late its event loop was, where nothing had been done to the process within the last seconds. */
  lag: number[];
  most: { memory: number; descriptors: number; lag: number };
}
