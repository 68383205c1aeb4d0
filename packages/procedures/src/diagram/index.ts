export { dotOf } from './dot.ts'
export { svgOf } from './svg.ts'
