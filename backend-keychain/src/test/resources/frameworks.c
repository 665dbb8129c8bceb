/*
 * The functions of CoreFoundation and Security that the backend calls, declared as Apple's headers declare them and as
 * small as they can be, so that the calls themselves run on any system: widths, pointers, constants and native memory.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct object *Ref;
typedef long CFIndex;
typedef unsigned long CFTypeID;
typedef unsigned char Boolean;
typedef int32_t OSStatus;

struct object {
    CFTypeID type;
    long count;
    CFIndex length;
    uint8_t *bytes;
    Ref keys[16], values[16];
};

/* Beyond 32 bits, so that a result that is cut is noticed. */
static const CFTypeID STRING = 0x700000001UL, DATA = 0x700000002UL, ARRAY = 0x700000003UL, DICTIONARY = 0x700000004UL;

long live_objects = 0;
long dirty_bytes = 0;
long interaction = 1;

#define CONSTANT(name) static struct object name##_object = {0x700000001UL, 1000000}; Ref name = &name##_object;
CONSTANT(kCFBooleanTrue)
CONSTANT(kCFBooleanFalse)
CONSTANT(kSecClass)
CONSTANT(kSecClassGenericPassword)
CONSTANT(kSecAttrService)
CONSTANT(kSecAttrAccount)
CONSTANT(kSecAttrLabel)
CONSTANT(kSecAttrSynchronizable)
CONSTANT(kSecUseDataProtectionKeychain)
CONSTANT(kSecReturnData)
CONSTANT(kSecReturnAttributes)
CONSTANT(kSecMatchLimit)
CONSTANT(kSecMatchLimitOne)
CONSTANT(kSecMatchLimitAll)
CONSTANT(kSecValueData)

const long kCFTypeDictionaryKeyCallBacks[6] = {1};
const long kCFTypeDictionaryValueCallBacks[5] = {2};

static Ref create(CFTypeID type, const void *bytes, CFIndex length) {
    Ref object = calloc(1, sizeof(struct object));
    object->type = type;
    object->count = 1;
    object->length = length;
    object->bytes = calloc(1, length + 1);
    if (bytes) memcpy(object->bytes, bytes, length);
    live_objects++;
    return object;
}

CFTypeID CFStringGetTypeID(void) { return STRING; }
CFTypeID CFDataGetTypeID(void) { return DATA; }
CFTypeID CFArrayGetTypeID(void) { return ARRAY; }
CFTypeID CFDictionaryGetTypeID(void) { return DICTIONARY; }
CFTypeID CFGetTypeID(const void *object) { return ((Ref) object)->type; }

void CFRelease(const void *released) {
    Ref object = (Ref) released;
    if (--object->count > 0) return;
    for (CFIndex i = 0; i < object->length && object->type == DATA; i++) dirty_bytes += object->bytes[i] != 0;
    for (int i = 0; i < 16; i++) if (object->values[i]) CFRelease(object->values[i]);
    free(object->bytes);
    free(object);
    live_objects--;
}

Ref CFStringCreateWithBytes(const void *allocator, const uint8_t *bytes, CFIndex length, uint32_t encoding, Boolean external) {
    return allocator == NULL && encoding == 0x0600 && external == 0 ? create(STRING, bytes, length) : NULL;
}

CFIndex CFStringGetLength(Ref string) { return string->length; }

Boolean CFStringGetCString(Ref string, char *buffer, CFIndex size, uint32_t encoding) {
    if (size < string->length + 1 || encoding != 0x0600) return 0;
    memcpy(buffer, string->bytes, string->length + 1);
    return 1;
}

Ref CFDataCreateMutable(const void *allocator, CFIndex capacity) {
    return allocator == NULL && capacity == 0 ? create(DATA, NULL, 0) : NULL;
}

void CFDataSetLength(Ref data, CFIndex length) {
    free(data->bytes);
    data->bytes = calloc(1, length + 1);
    data->length = length;
}

uint8_t *CFDataGetMutableBytePtr(Ref data) { return data->bytes; }
const uint8_t *CFDataGetBytePtr(Ref data) { return data->bytes; }
CFIndex CFDataGetLength(Ref data) { return data->length; }

Ref CFDictionaryCreateMutable(const void *allocator, CFIndex capacity, const void *keys, const void *values) {
    Boolean retains = keys == kCFTypeDictionaryKeyCallBacks && values == kCFTypeDictionaryValueCallBacks;
    return allocator == NULL && capacity == 0 && retains ? create(DICTIONARY, NULL, 0) : NULL;
}

void CFDictionarySetValue(Ref dictionary, const void *key, const void *value) {
    int i = 0;
    while (dictionary->keys[i]) i++;
    dictionary->keys[i] = (Ref) key;
    dictionary->values[i] = (Ref) value;
    dictionary->values[i]->count++;
}

const void *CFDictionaryGetValue(Ref dictionary, const void *key) {
    for (int i = 0; i < 16; i++) if (dictionary->keys[i] == key) return dictionary->values[i];
    return NULL;
}

CFIndex CFArrayGetCount(Ref array) { return array->length; }
const void *CFArrayGetValueAtIndex(Ref array, CFIndex index) { return array->values[index]; }

/* One item. */
static char service[256], account[256];
static uint8_t value[70000];
static CFIndex value_length = -1;

static Boolean matches(Ref query) {
    Ref wanted_service = (Ref) CFDictionaryGetValue(query, kSecAttrService);
    Ref wanted_account = (Ref) CFDictionaryGetValue(query, kSecAttrAccount);
    return value_length >= 0 && strcmp(service, (char *) wanted_service->bytes) == 0
            && (!wanted_account || strcmp(account, (char *) wanted_account->bytes) == 0);
}

static OSStatus put(Ref data) {
    value_length = data->length;
    memcpy(value, data->bytes, data->length);
    return 0;
}

OSStatus SecItemAdd(Ref attributes, const void **result) {
    if (result != NULL || interaction) return -50;
    strcpy(service, (char *) ((Ref) CFDictionaryGetValue(attributes, kSecAttrService))->bytes);
    strcpy(account, (char *) ((Ref) CFDictionaryGetValue(attributes, kSecAttrAccount))->bytes);
    return put((Ref) CFDictionaryGetValue(attributes, kSecValueData));
}

OSStatus SecItemUpdate(Ref query, Ref attributes) {
    return matches(query) ? put((Ref) CFDictionaryGetValue(attributes, kSecValueData)) : -25300;
}

OSStatus SecItemDelete(Ref query) {
    if (!matches(query)) return -25300;
    value_length = -1;
    return 0;
}

OSStatus SecItemCopyMatching(Ref query, const void **result) {
    if (!matches(query)) return -25300;
    if (CFDictionaryGetValue(query, kSecReturnData) == kCFBooleanTrue) {
        *result = create(DATA, value, value_length);
        return 0;
    }
    Ref attributes = create(DICTIONARY, NULL, 0);
    Ref name = create(STRING, account, strlen(account));
    CFDictionarySetValue(attributes, kSecAttrAccount, name);
    CFRelease(name);
    Ref array = create(ARRAY, NULL, 0);
    array->length = 1;
    array->values[0] = attributes;
    *result = array;
    return 0;
}

OSStatus SecKeychainGetStatus(const void *keychain, uint32_t *status) {
    *status = 3;
    return keychain == NULL ? 0 : -50;
}

OSStatus SecKeychainGetUserInteractionAllowed(Boolean *state) {
    *state = (Boolean) interaction;
    return 0;
}

OSStatus SecKeychainSetUserInteractionAllowed(Boolean state) {
    interaction = state;
    return 0;
}
