// SPDX-License-Identifier: Apache-2.0
struct kobject { char *name; int more; };
struct dev_iommu;
struct private_part { long a; };
typedef const struct kobject object;
struct device {
    long before[3];
    object kobj;
    union { struct { int early; int flag : 3; struct iommu_group *iommu_group; }; char room[40]; };
    struct dev_iommu *iommu;
};
struct dev_iommu { int lock; struct { long pad; union { void *fwspec; long word; }; }; };
struct platform_device { const char *name; int id; struct device dev; };
struct device_node { int phandle; const char *full_name; };
struct device_driver { long x; const char *name; };
struct bus_type { const char *name; };
struct platform_device board; struct dev_iommu state; struct device_node node; struct device_driver driver; struct bus_type bus;
__attribute__((visibility("default"))) int start(int argument) { int local = argument; return local + (int) sizeof board; }
