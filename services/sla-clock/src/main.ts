import { serveAlone } from '@ventanilla/runtime'
import { composeSlaClock, slaClockConfig } from './compose.ts'

await serveAlone({
  name: 'sla-clock',
  title: 'Ventanilla · Términos',
  port: 8083,
  config: slaClockConfig,
  // At eight some hundred thousand terms reach a mark, and people file.
  givesWay: true,
  compose: composeSlaClock,
})
