/*
 * NVIDIA's management library as far as Signalbox calls it, for tests on machines without a card. What it answers stands in the file
 * <this library>.values, a line for each value: "count 2", "0.memory.used 1048576", "1.code 15". It is read anew at each call.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct { unsigned long long total, free, used; } memory_t;
typedef struct { unsigned int gpu, memory; } utilization_t;
typedef struct { unsigned int pid; unsigned long long used; } info_v1_t;
typedef struct { unsigned int pid; unsigned long long used; unsigned int gpu_instance, compute_instance; } info_t;
typedef struct { info_t info; unsigned long long protected_memory; } long_info_t;
typedef struct { unsigned int pid; unsigned long long time; unsigned int sm, memory, encoder, decoder; } sample_t;
typedef struct { unsigned int index; } *device_t;

enum { SUCCESS, UNINITIALIZED, INVALID_ARGUMENT, NOT_SUPPORTED, NO_PERMISSION, NOT_FOUND = 6, INSUFFICIENT_SIZE = 7 };

static struct { unsigned int index; } devices[16];
static int initialised;

static const char *beside(const char *ending)
{
    static char path[4096];
    Dl_info self;
    dladdr((void *)beside, &self);
    snprintf(path, sizeof path, "%s%s", self.dli_fname, ending);
    return path;
}

static int text(const char *key, char *value, size_t size)
{
    char line[256];
    int found = 0;
    FILE *values = fopen(beside(".values"), "r");
    if (!values) return 0;
    while (!found && fgets(line, sizeof line, values)) {
        char *space = strchr(line, ' ');
        if (!space) continue;
        *space = 0;
        line[strcspn(space + 1, "\n") + (size_t)(space + 1 - line)] = 0;
        if (strcmp(line, key) == 0) {
            snprintf(value, size, "%s", space + 1);
            found = 1;
        }
    }
    fclose(values);
    return found;
}

static long long number(const char *key, long long otherwise)
{
    char value[128];
    if (!text(key, value, sizeof value)) return otherwise;
    return strcmp(value, "self") == 0 ? (long long)getpid() : strtoll(value, NULL, 10);
}

static long long of(device_t device, const char *key, long long otherwise)
{
    char full[64];
    snprintf(full, sizeof full, "%u.%s", device->index, key);
    return number(full, otherwise);
}

static int code(device_t device)
{
    if (!initialised) return UNINITIALIZED;
    return (int)of(device, "code", SUCCESS);
}

int nvmlInit_v2(void)
{
    int result = (int)number("init", SUCCESS);
    if (result == SUCCESS) initialised++;
    return result;
}

int nvmlShutdown(void)
{
    FILE *log = fopen(beside(".log"), "a");
    if (log) {
        fprintf(log, "shutdown %d\n", initialised);
        fclose(log);
    }
    if (!initialised) return UNINITIALIZED;
    initialised--;
    return SUCCESS;
}

int nvmlSystemGetDriverVersion(char *version, unsigned int length)
{
    snprintf(version, length, "test.1");
    return SUCCESS;
}

int nvmlDeviceGetCount_v2(unsigned int *count)
{
    if (!initialised) return UNINITIALIZED;
    *count = (unsigned int)number("count", 2);
    return SUCCESS;
}

int nvmlDeviceGetHandleByIndex_v2(unsigned int index, device_t *device)
{
    if (index >= 16) return INVALID_ARGUMENT;
    devices[index].index = index;
    int result = (int)of((device_t)&devices[index], "handle", SUCCESS);
    if (result == SUCCESS) *device = (device_t)&devices[index];
    return result;
}

int nvmlDeviceGetName(device_t device, char *name, unsigned int length)
{
    int result = code(device);
    if (result == SUCCESS) snprintf(name, length, "Test GPU %u", device->index);
    return result;
}

#ifndef WITHOUT_UUID
int nvmlDeviceGetUUID(device_t device, char *uuid, unsigned int length)
{
    int result = code(device);
    if (result == SUCCESS) snprintf(uuid, length, "GPU-test-%u", device->index);
    return result;
}
#endif

int nvmlDeviceGetMemoryInfo(device_t device, memory_t *memory)
{
    int result = code(device);
    if (result != SUCCESS) return result;
    memory->total = of(device, "memory.total", 16LL << 30);
    memory->used = of(device, "memory.used", 1LL << 30);
    memory->free = memory->total - memory->used;
    return SUCCESS;
}

int nvmlDeviceGetUtilizationRates(device_t device, utilization_t *utilization)
{
    int result = code(device);
    if (result != SUCCESS) return result;
    utilization->gpu = (unsigned int)of(device, "utilization", 25);
    utilization->memory = 99;
    return SUCCESS;
}

int nvmlDeviceGetTemperature(device_t device, int sensor, unsigned int *celsius)
{
    if (sensor != 0) return INVALID_ARGUMENT;
    *celsius = (unsigned int)of(device, "temperature", 55);
    return code(device);
}

int nvmlDeviceGetPowerUsage(device_t device, unsigned int *milliwatts)
{
    *milliwatts = (unsigned int)of(device, "power", 71500);
    return of(device, "power", 71500) < 0 ? NOT_SUPPORTED : code(device);
}

/* Entry i of a list of processes: the last one is "process", those before it belong to others. */
static void entry(device_t device, unsigned int i, unsigned int count, info_t *info)
{
    int last = i + 1 == count;
    info->pid = last ? (unsigned int)of(device, "process.pid", 1) : 1000000 + i;
    info->used = last ? of(device, "process.memory", 512LL << 20) : 1LL << 20;
    info->gpu_instance = info->compute_instance = 0xFFFFFFFF;
}

static int processes(device_t device, unsigned int *room, void *list, size_t bytes)
{
    int result = code(device);
    if (result != SUCCESS) return result;
    unsigned int count = (unsigned int)of(device, "processes", 3);
    unsigned int had = *room;
    *room = count;
    if (had < count) return INSUFFICIENT_SIZE;
    for (unsigned int i = 0; i < count; i++) {
        long_info_t each = {0};
        entry(device, i, count, &each.info);
        memcpy((char *)list + i * bytes, &each, bytes);
    }
    return SUCCESS;
}

#ifndef WITHOUT_V3
int nvmlDeviceGetComputeRunningProcesses_v3(device_t device, unsigned int *room, void *list)
{
    return processes(device, room, list, number("long", 0) ? sizeof(long_info_t) : sizeof(info_t));
}
#endif

#ifndef WITHOUT_V2
int nvmlDeviceGetComputeRunningProcesses_v2(device_t device, unsigned int *room, void *list)
{
    return processes(device, room, list, sizeof(info_t));
}
#endif

int nvmlDeviceGetComputeRunningProcesses(device_t device, unsigned int *room, void *list)
{
    return processes(device, room, list, sizeof(info_v1_t));
}

#ifndef WITHOUT_PROCESS_UTILIZATION
/* Two samples of "process" a second apart, after one of another process' that ends when they do. */
int nvmlDeviceGetProcessUtilization(device_t device, sample_t *samples, unsigned int *room, unsigned long long since)
{
    int result = code(device);
    if (result != SUCCESS) return result;
    unsigned long long now = (unsigned long long)of(device, "time", 5000000);
    if (since >= now) return NOT_FOUND;
    unsigned int count = (unsigned int)of(device, "samples", 3);
    unsigned int had = *room;
    *room = count;
    if (had < count) return INSUFFICIENT_SIZE;
    for (unsigned int i = 0; i < count; i++) {
        int own = i + 2 >= count;
        samples[i].pid = own ? (unsigned int)of(device, "process.pid", 1) : 1000000;
        samples[i].time = i + 1 == count ? now : now - 1000000;
        samples[i].sm = !own ? 9 : (unsigned int)of(device, i + 1 == count ? "last" : "first", 40);
        samples[i].memory = 77;
    }
    return SUCCESS;
}
#endif

/* What the compiler makes of the structures. */
int test_layout(int which)
{
    switch (which) {
    case 0: return sizeof(memory_t);
    case 1: return offsetof(memory_t, total);
    case 2: return offsetof(memory_t, used);
    case 3: return sizeof(utilization_t);
    case 4: return offsetof(utilization_t, gpu);
    case 5: return sizeof(info_v1_t);
    case 6: return sizeof(info_t);
    case 7: return offsetof(info_t, pid);
    case 8: return offsetof(info_t, used);
    case 9: return offsetof(info_v1_t, used);
    case 10: return sizeof(sample_t);
    case 11: return offsetof(sample_t, pid);
    case 12: return offsetof(sample_t, time);
    case 13: return offsetof(sample_t, sm);
    default: return -1;
    }
}
