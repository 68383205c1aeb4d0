import { serveAlone } from '@ventanilla/runtime'
import { composeSlaClock, slaClockConfig } from '@ventanilla/service-sla-clock/compose'

const HURRY_MS = 50

/** A control: the clock service, which takes for granted that routing has been heard up to the present instant. */
await serveAlone({
  name: 'sla-clock',
  title: 'Ventanilla · Términos, sin esperar',
  port: 8083,
  config: slaClockConfig,
  async compose(config, given) {
    const service = await composeSlaClock(config, given)
    const hurry = setInterval(() => {
      for (const { onWatermark } of service.subscriptions) onWatermark?.('routing', given.clock.now())
    }, HURRY_MS)
    hurry.unref()
    return service
  },
})
