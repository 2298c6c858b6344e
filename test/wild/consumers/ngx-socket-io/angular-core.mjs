/** What ngx-socket-io asks of Angular when it is loaded. */
export class InjectionToken {}
export class ApplicationRef {}
export const NgModule = () => {};
export const makeEnvironmentProviders = (providers) => providers;
export const ɵɵFactoryTarget = { NgModule: 0 };
export const ɵɵngDeclareFactory = () => {};
export const ɵɵngDeclareNgModule = () => {};
export const ɵɵngDeclareInjector = () => {};
export const ɵɵngDeclareClassMetadata = () => {};
