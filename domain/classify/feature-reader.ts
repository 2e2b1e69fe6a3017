// Typed reading of page features; what is missing reads as 0, false or ''.
import type { PageFeatures } from '../page/parsed-page.ts';

export class FeatureReader {
  private readonly features: PageFeatures;

  constructor(features: PageFeatures) {
    this.features = features;
  }

  number(name: string): number {
    const value = this.features[name];
    return typeof value === 'number' ? value : 0;
  }

  flag(name: string): boolean {
    return this.features[name] === true;
  }

  text(name: string): string {
    const value = this.features[name];
    return typeof value === 'string' ? value : '';
  }
}
