import { serveAlone } from '@ventanilla/runtime'
import { composeSlaClock, slaClockConfig } from './compose.ts'

await serveAlone({
  name: 'sla-clock',
  title: 'Ventanilla · Términos',
  port: 8083,
  config: slaClockConfig,
  compose: composeSlaClock,
})
