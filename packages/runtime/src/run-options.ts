import type { Bus, Relayed, StartLoop } from '@ventanilla/bus'
import type { ServiceName } from '@ventanilla/contracts'
import type { HttpOptions } from '@ventanilla/http-kit'
import type { FastifyPluginAsync } from 'fastify'
import type { BusinessClock, WatermarkClock } from './clock.ts'
import type { Fatal } from './fatal.ts'
import type { Check } from './health.ts'
import type { Logger } from './logger.ts'
import type { Lag, Settling } from './settle.ts'

export interface RunOptions {
  http: Omit<HttpOptions, 'errors' | 'logger'>
  /** 0 = any free one. */
  port: number
  /** '127.0.0.1' when absent: who wants to be reached from elsewhere says so. */
  host?: string
  /** A clock that somebody drives wakes everybody when it advances. */
  clock: BusinessClock | WatermarkClock
  logger: Logger
  /** What else answers on the same port, such as the embedded issuer. */
  plugins?: readonly FastifyPluginAsync[]
  checks?: readonly Check[]
  /** What carries events between services; reading each other's logs when absent. */
  openBus?: (publishers: readonly Relayed[], startLoop: StartLoop) => Bus
  /** Services of other processes that can be followed over that bus. */
  hears?: readonly ServiceName[]
  /**
   * Told once that the process must not go on: a newer release has changed the schema under it. It takes no requests
   * from then on; who composed it closes it and ends with the error's `exitCode`.
   */
  onFatal?: (error: Fatal) => void
  /** No other process runs these services, whatever they bring to share them: all work is ours, without asking. */
  sole?: true
  /** How often a delivery fails before the event at fault is parked with its case: five times when absent. */
  parkAfter?: number
  /** Where processors are scarce, its loops go behind whoever waits: see `giveWay` and `oneAtATime`. */
  givesWay?: true
  /** Milliseconds between looks of loops that say nothing else. */
  pollMs?: number
}

export interface Running extends AsyncDisposable {
  /** 'http://127.0.0.1:7070' */
  address: string
  lag(): Promise<Lag[]>
  /** What a driver asks of this process, and of others beside. */
  settling: Settling
  /** Everything written so far has had its consequences. @throws NotSettledError after `timeoutMs` (30 s) */
  settled(timeoutMs?: number): Promise<void>
  /** Stops accepting, finishes what is in flight, stops the loops, closes the services. Asked twice, does it once. */
  close(): Promise<void>
}
