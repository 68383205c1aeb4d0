import type { CodeTable } from '../finding.ts'

export const bannerCodes = {
  'banner-too-heavy': {
    severity: 'error',
    title: 'El banner pesa más de lo admitido',
    when: 'More bytes than `banner-peso-maximo`.',
  },
  'banner-dimensions': {
    severity: 'error',
    title: 'El banner no mide lo que debe',
    when: 'Width or height differs, by one pixel or more, from the size of its place (`banner-medidas-home`, `banner-medidas-internas`); without a place, from both.',
  },
  'banner-orientation': {
    severity: 'error',
    title: 'El banner está girado por sus metadatos',
    when: 'Exif has it turned or mirrored when it is shown, so that programs differ on what is wide and what is high.',
  },
  'banner-encoding': {
    severity: 'error',
    title: 'Los navegadores no muestran este JPEG',
    when: 'The JPEG is lossless, hierarchical, arithmetic-coded or not of 8 bits. Baseline and progressive ones are both fine.',
  },
  'banner-colors': {
    severity: 'warning',
    title: 'El banner está en colores de imprenta (CMYK)',
    when: 'Four components: screens and browsers differ in the colours that they show.',
  },
  'banner-metadata': {
    severity: 'warning',
    title: 'El banner lleva metadatos',
    when: 'Exif, XMP, IPTC or a comment, which may name who made it, with what and where.',
  },
  'banner-words': {
    severity: 'error',
    title: 'Un texto del banner tiene demasiadas palabras',
    when: 'Title, description or call to action has more words than `banner-palabras`.',
  },
  'banner-permanence': {
    severity: 'error',
    title: 'El banner permanecería demasiado tiempo',
    when: 'The day of withdrawal is later than `banner-permanencia-maxima` after the day of publication, in calendar months.',
  },
} as const satisfies CodeTable
